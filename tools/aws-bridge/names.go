package main

import "strings"

// Attributes whose Pulumi name is not their own in camel case: the bridge makes lists plural.
var propertyNames = map[string]string{
	"field":         "fields",
	"inline_policy": "inlinePolicies",
}

func propertyName(attribute string) string {
	if name, ok := propertyNames[attribute]; ok {
		return name
	}
	words := strings.Split(attribute, "_")
	for index, word := range words[1:] {
		words[index+1] = capitalized(word)
	}
	return strings.Join(words, "")
}

func capitalized(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

func text(value any) string {
	said, _ := value.(string)
	return said
}
