// What tasks measured, read from the metadata of their artifacts. It is the user's: whatever does not fit is left out.
// https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/types/artifact_types.py
import { isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import type { ArtifactRecord } from "@slipway/runtime";
import { titleOf } from "./walk.js";

/** A value that fits in a cell of a table. */
export type Scalar = string | number | boolean;

export type CurvePoint = { readonly falsePositiveRate: number; readonly recall: number; readonly threshold?: number };

/** Rows are true categories, columns predicted ones. */
export type ConfusionMatrix = {
  readonly categories: readonly string[];
  readonly rows: readonly (readonly number[])[];
};

export type Classification = {
  /** Of sliced metrics. */
  readonly slice?: string;
  /** In order of the rates. */
  readonly curve: readonly CurvePoint[];
  readonly matrix?: ConfusionMatrix;
};

/** What Kubeflow's launcher adds to the metadata of every artifact. */
const NOT_MEASURED: ReadonlySet<string> = new Set(["display_name", "store_session_info"]);

/** Scalars of an artifact of type `system.Metrics`, by name. */
export function scalarsOf(artifact: ArtifactRecord): ReadonlyMap<string, Scalar> {
  if (!titleOf(artifact).endsWith(".Metrics")) return new Map();
  return new Map(
    Object.entries(artifact.metadata).flatMap(([name, value]): [string, Scalar][] =>
      isScalar(value) && !NOT_MEASURED.has(name) ? [[name, value]] : [],
    ),
  );
}

/** Curves and matrices of an artifact of type `system.ClassificationMetrics` or `system.SlicedClassificationMetrics`. */
export function classificationsOf(artifact: ArtifactRecord): readonly Classification[] {
  if (!titleOf(artifact).endsWith("ClassificationMetrics")) return [];
  const slices = objectsIn(artifact.metadata["evaluationSlices"]).flatMap(({ slice, sliceClassificationMetrics }) =>
    isJsonObject(sliceClassificationMetrics)
      ? [{ slice: isScalar(slice) ? String(slice) : "", ...classificationIn(sliceClassificationMetrics) }]
      : [],
  );
  return [classificationIn(artifact.metadata), ...slices].filter(({ curve, matrix }) => curve.length > 0 || matrix);
}

/**
 * Area under the curve by trapezoids.
 *
 * @returns undefined unless the curve goes from 0 to 1
 */
export function areaUnder(curve: readonly CurvePoint[]): number | undefined {
  const first = curve.at(0);
  const last = curve.at(-1);
  if (curve.length < 2 || first?.falsePositiveRate !== 0 || last?.falsePositiveRate !== 1) return undefined;
  return curve.slice(1).reduce((area, point, index) => {
    const before = curve[index] ?? point;
    return area + ((point.falsePositiveRate - before.falsePositiveRate) * (point.recall + before.recall)) / 2;
  }, 0);
}

function classificationIn({ confidenceMetrics, confusionMatrix }: JsonObject): Classification {
  const matrix = matrixIn(confusionMatrix);
  return { curve: curveIn(confidenceMetrics), ...(matrix && { matrix }) };
}

function curveIn(metrics: JsonValue | undefined): readonly CurvePoint[] {
  const points = objectsIn(metrics).flatMap(({ falsePositiveRate, recall, confidenceThreshold }): CurvePoint[] => {
    if (!isRate(falsePositiveRate) || !isRate(recall)) return [];
    const threshold = typeof confidenceThreshold === "string" ? Number(confidenceThreshold) : confidenceThreshold;
    return [{ falsePositiveRate, recall, ...(typeof threshold === "number" && { threshold }) }];
  });
  return points.sort((a, b) => a.falsePositiveRate - b.falsePositiveRate || a.recall - b.recall);
}

function matrixIn(matrix: JsonValue | undefined): ConfusionMatrix | undefined {
  if (!isJsonObject(matrix)) return undefined;
  const categories = objectsIn(matrix["annotationSpecs"]).map(({ displayName }) =>
    isScalar(displayName) ? String(displayName) : "",
  );
  const rows = objectsIn(matrix["rows"]).map(({ row }) =>
    categories.map((_, index) => {
      const cell = Array.isArray(row) ? row[index] : undefined;
      return typeof cell === "number" ? cell : 0;
    }),
  );
  return categories.length > 0 && rows.length === categories.length ? { categories, rows } : undefined;
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function isRate(value: JsonValue | undefined): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function isScalar(value: JsonValue | undefined): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
