// @slipway/testkit: makes IR for tests, valid, damaged and meaningless.
export { type Damaged, damaged } from "./damage/damaged.js";
export { byteNoise, flippedBytes, yamlNoise } from "./noise.js";
export { type PipelineOptions, pipelines } from "./pipelines.js";
export { printDocuments, printYaml, type Style, styles } from "./print.js";
export { type Random, randomFrom, shuffleKeys } from "./shuffle.js";
export { texts } from "./text.js";
export { jsonValues, VALUE_TYPES, type ValueType, valuesOf } from "./value.js";
export { documentsOf, type Pipeline } from "./write/pipeline.js";
