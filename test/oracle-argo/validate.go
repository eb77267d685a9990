// Argo's own validation of Workflows: reads a JSON list of them, writes a JSON list of what is wrong with each, empty for
// nothing. It is built against one version of Argo after the other (build.sh), whose functions take different arguments.
package main

import (
	"context"
	"encoding/json"
	"os"
	"reflect"

	"github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/workflow/validate"
	"github.com/sirupsen/logrus"
)

func main() {
	logrus.SetLevel(logrus.PanicLevel)
	var workflows []json.RawMessage
	if err := json.NewDecoder(os.Stdin).Decode(&workflows); err != nil {
		panic(err)
	}
	problems := make([]string, len(workflows))
	for i, text := range workflows {
		problems[i] = check(text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(problems); err != nil {
		panic(err)
	}
}

func check(text []byte) string {
	var workflow v1alpha1.Workflow
	if err := json.Unmarshal(text, &workflow); err != nil {
		return err.Error()
	}
	function := reflect.ValueOf(validate.ValidateWorkflow)
	arguments := make([]reflect.Value, function.Type().NumIn())
	given := map[reflect.Type]reflect.Value{
		reflect.TypeOf((*context.Context)(nil)).Elem(): reflect.ValueOf(context.Background()),
		reflect.TypeOf(&workflow):                      reflect.ValueOf(&workflow),
	}
	for i := range arguments {
		kind := function.Type().In(i)
		value, isGiven := given[kind]
		if !isGiven {
			value = reflect.Zero(kind)
		}
		// The first Workflow is the one in question, a second would be the defaults of the controller.
		delete(given, kind)
		arguments[i] = value
	}
	result := function.Call(arguments)
	if err, failed := result[len(result)-1].Interface().(error); failed && err != nil {
		return err.Error()
	}
	return ""
}
