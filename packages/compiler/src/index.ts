// @slipway/compiler: what the IR means, and the way to a backend.
export { type Backend, checkSupport, type Support } from "./backend.js";
export {
  type Compiled,
  type CompileInput,
  compile,
  compileFile,
  compileOrThrow,
  PipelineError,
  type Planned,
  planFile,
  planPipeline,
} from "./compile.js";
export { type Expression, type Operator, parametersOf, parseExpression, walkExpression } from "./expression.js";
export { FEATURES, type Feature, type FeatureUse, featuresOf } from "./feature.js";
export { imagesOf, type NamedImage, withImages } from "./images.js";
export { assertNever, invariant } from "./invariant.js";
export { catalogue as compilerDiagnostics } from "./messages.js";
export type * from "./needs.js";
export type * from "./plan.js";
export type * from "./planned-pod.js";
export type * from "./pod-count.js";
export {
  type Install,
  type PythonCommand,
  type PythonProgram,
  pythonOfImage,
  readPythonCommand,
} from "./python-command.js";
export { resolvePlan } from "./resolve/pipeline.js";
export { countTasks, tasksOf } from "./walk.js";
