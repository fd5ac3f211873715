package main

// withDefaultTags are the tags that a resource gets.
func (a *account) withDefaultTags(own map[string]any) map[string]any {
	all := map[string]any{}
	for key, value := range a.defaultTags {
		all[key] = value
	}
	for key, value := range own {
		all[key] = value
	}
	return all
}

// withoutDefaultTags are the tags that a read puts into `tags`: a default one only if the program says it itself.
func (a *account) withoutDefaultTags(all, own map[string]any) map[string]any {
	rest := map[string]any{}
	for key, value := range all {
		_, said := own[key]
		standard, isDefault := a.defaultTags[key]
		if said || !isDefault || standard != value {
			rest[key] = value
		}
	}
	return rest
}

// tagsIn takes all tags from what the cloud has answered.
func tagsIn(state properties) map[string]any {
	for _, name := range []string{"tagsAll", "tags"} {
		if tags, ok := state[name].(map[string]any); ok {
			return tags
		}
	}
	return map[string]any{}
}
