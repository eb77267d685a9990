// Argo's own validation of Workflows, WorkflowTemplates and CronWorkflows: reads a JSON list of them, writes a JSON list of
// what is wrong with each, empty for nothing. A field that this version does not have is wrong, too. It is built against one version of Argo after the other (build.sh), whose functions take different arguments.
package main

import (
	"bytes"
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
	var meta struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(text, &meta); err != nil {
		return err.Error()
	}
	switch meta.Kind {
	case "WorkflowTemplate":
		return call(validate.ValidateWorkflowTemplate, text, &v1alpha1.WorkflowTemplate{})
	case "CronWorkflow":
		return call(validate.ValidateCronWorkflow, text, &v1alpha1.CronWorkflow{})
	default:
		return call(validate.ValidateWorkflow, text, &v1alpha1.Workflow{})
	}
}

func call(validation any, text []byte, object any) string {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(object); err != nil {
		return err.Error()
	}
	function := reflect.ValueOf(validation)
	arguments := make([]reflect.Value, function.Type().NumIn())
	given := map[reflect.Type]reflect.Value{
		reflect.TypeOf((*context.Context)(nil)).Elem(): reflect.ValueOf(context.Background()),
		reflect.TypeOf(object):                         reflect.ValueOf(object),
	}
	for i := range arguments {
		kind := function.Type().In(i)
		value, isGiven := given[kind]
		if !isGiven {
			value = reflect.Zero(kind)
		}
		// The first object is the one in question, a second would be the defaults of the controller.
		delete(given, kind)
		arguments[i] = value
	}
	result := function.Call(arguments)
	if err, failed := result[len(result)-1].Interface().(error); failed && err != nil {
		return err.Error()
	}
	return ""
}
