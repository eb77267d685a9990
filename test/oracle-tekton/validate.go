// Tekton's own admission of PipelineRuns and Pipelines: reads a JSON list of them, writes a JSON list of what is wrong with
// each, empty for nothing. The first argument is the gate: stable, beta or alpha. What its webhook does, in its order.
// https://github.com/tektoncd/pipeline/blob/main/cmd/webhook/main.go
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/tektoncd/pipeline/pkg/apis/config"
	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"knative.dev/pkg/apis"
)

type admitted interface {
	metav1.Object
	SetDefaults(context.Context)
	Validate(context.Context) *apis.FieldError
}

func main() {
	gate := "beta"
	if len(os.Args) > 1 {
		gate = os.Args[1]
	}
	ctx, err := contextWith(gate)
	if err != nil {
		panic(err)
	}
	var manifests []json.RawMessage
	if err := json.NewDecoder(os.Stdin).Decode(&manifests); err != nil {
		panic(err)
	}
	problems := make([]string, len(manifests))
	for i, text := range manifests {
		problems[i] = check(ctx, text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(problems); err != nil {
		panic(err)
	}
}

func contextWith(gate string) (context.Context, error) {
	flags, err := config.NewFeatureFlagsFromMap(map[string]string{"enable-api-fields": gate})
	if err != nil {
		return nil, err
	}
	defaults, err := config.NewDefaultsFromMap(map[string]string{})
	if err != nil {
		return nil, err
	}
	ctx := config.ToContext(context.Background(), &config.Config{FeatureFlags: flags, Defaults: defaults})
	return apis.WithinCreate(ctx), nil
}

func check(ctx context.Context, text []byte) string {
	var kind metav1.TypeMeta
	if err := json.Unmarshal(text, &kind); err != nil {
		return err.Error()
	}
	var manifest admitted
	switch {
	case kind.APIVersion != "tekton.dev/v1":
		return ""
	case kind.Kind == "PipelineRun":
		manifest = &v1.PipelineRun{}
	case kind.Kind == "Pipeline":
		manifest = &v1.Pipeline{}
	default:
		return fmt.Sprintf("a %s is not known here", kind.Kind)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(manifest); err != nil {
		return err.Error()
	}
	if manifest.GetName() == "" {
		// The API server does so before it asks the webhook.
		manifest.SetName(manifest.GetGenerateName() + "abcde")
	}
	manifest.SetDefaults(ctx)
	if problem := manifest.Validate(ctx); problem != nil {
		return problem.Error()
	}
	return ""
}
