package main

import (
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Lists of at most one element, which are the element itself to Pulumi.
var single = map[string]bool{
	"catalog_properties": true, "data_lake_access_properties": true, "federated_catalog": true,
	"iceberg": true, "iceberg_optimization_properties": true, "metadata": true, "principal": true,
	"schema": true, "target_redshift_catalog": true,
}

// toPropertyValue gives Terraform's value in Pulumi's words; what isn't known is left out.
func toPropertyValue(value tftypes.Value) any {
	if value.IsNull() || !value.IsKnown() {
		return nil
	}
	valueType := value.Type()
	switch {
	case valueType.Is(tftypes.String):
		return read[string](value)
	case valueType.Is(tftypes.Bool):
		return read[bool](value)
	case valueType.Is(tftypes.Number):
		number, _ := read[*big.Float](value).Float64()
		return number
	case valueType.Is(tftypes.Map{}):
		entries := map[string]any{}
		for key, entry := range read[map[string]tftypes.Value](value) {
			entries[key] = toPropertyValue(entry)
		}
		return entries
	case valueType.Is(tftypes.Object{}):
		return toProperties(value)
	}
	list := []any{}
	for _, element := range read[[]tftypes.Value](value) {
		list = append(list, toPropertyValue(element))
	}
	return list
}

func toProperties(object tftypes.Value) properties {
	said := properties{}
	for name, field := range attributesOf(object) {
		value := toPropertyValue(field)
		if list, isList := value.([]any); isList && single[name] {
			value = nil
			if len(list) > 0 {
				value = list[0]
			}
		}
		if value != nil {
			said[propertyName(name)] = value
		}
	}
	return said
}

// attributesOf is empty for a null object, such as the state of what isn't made yet.
func attributesOf(object tftypes.Value) map[string]tftypes.Value {
	if object.IsNull() {
		return nil
	}
	return read[map[string]tftypes.Value](object)
}

// read never fails: the type was looked at before.
func read[Value any](value tftypes.Value) Value {
	var found Value
	if err := value.As(&found); err != nil {
		panic(fmt.Sprintf("%s: %v", value.Type(), err))
	}
	return found
}

// fromPropertyValue gives Pulumi's value as Terraform's of that type.
func fromPropertyValue(valueType tftypes.Type, value any) tftypes.Value {
	if value == nil {
		return tftypes.NewValue(valueType, nil)
	}
	switch typed := valueType.(type) {
	case tftypes.List:
		list, isList := value.([]any)
		if !isList {
			list = []any{value}
		}
		elements := []tftypes.Value{}
		for _, element := range list {
			elements = append(elements, fromPropertyValue(typed.ElementType, element))
		}
		return tftypes.NewValue(valueType, elements)
	case tftypes.Map:
		entries := map[string]tftypes.Value{}
		for key, entry := range value.(map[string]any) {
			entries[key] = fromPropertyValue(typed.ElementType, entry)
		}
		return tftypes.NewValue(valueType, entries)
	case tftypes.Object:
		said := value.(map[string]any)
		fields := map[string]tftypes.Value{}
		for name, fieldType := range typed.AttributeTypes {
			fields[name] = fromPropertyValue(fieldType, said[propertyName(name)])
		}
		return tftypes.NewValue(valueType, fields)
	}
	return tftypes.NewValue(valueType, value)
}
