import { expect, test } from "vitest";
import { recognise, recogniseFolder } from "./formats.ts";

/** Beginnings as the frameworks write them (PyTorch 2.15, scikit-learn by joblib, LightGBM 4, XGBoost 3, NumPy 2), shortened. */
test.for([
  ["", "empty", /again/],
  [
    "PK\x03\x04\0\0\x08\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0a\0\x11\0x/data.pklFB",
    "PyTorch",
    /torch\.onnx\.export/,
  ],
  [
    "PK\x03\x04\0\0\x08\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0a\0\x11\0s/data.pklFB ... s/code/__torch__/N.py",
    "TorchScript",
    /torch\.onnx\.export/,
  ],
  ["\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "PyTorch", /torch\.onnx\.export/],
  ["PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\r\0\0\0metadata.json{}", "Keras", /model\.export/],
  ["\x89HDF\r\n\x1a\n\0\0", "HDF5", /tf2onnx/],
  ["\x80\x04\x95\xb2\0\0\0\0\0\0\0\x8c\x1esklearn.linear_model._logistic", "scikit-learn", /skl2onnx/],
  ["\x80\x05\x95\0\0\0\0\0\0\0\0\x8c\x10lightgbm.sklearn xgboost_dart_mode", "LightGBM", /convert_lightgbm/],
  ["\x80\x04\x95\0\0\0\0\0\0\0\0\x8c\x0fxgboost.sklearn", "XGBoost", /convert_xgboost/],
  ["\x80\x04\x95\0\0\0\0\0\0\0\0.", "pickle", /skl2onnx/],
  ["\x78\x5e\xed", "compressed", /Unpack/],
  ["tree\nversion=v4\nnum_class=1\n", "LightGBM", /convert_lightgbm/],
  ['{"learner":{"attributes":{}}}', "XGBoost", /convert_xgboost/],
  ["{L\0\0\0\0\0\0\0\x01L\0\0\0\0\0\0\0\x07learner", "XGBoost", /convert_xgboost/],
  ['\x40\0\0\0\0\0\0\0{"weight":{"dtype":"F32"}}', "safetensors", /optimum-cli/],
  ["\x08\x01\x12\xa2\x01 saved_model_main_op serving_default", "TensorFlow", /--saved-model/],
  ["\x1c\0\0\0TFL3\x14", "TensorFlow Lite", /--tflite/],
  ["\x93NUMPY\x01\0", "NumPy array", /data/],
  ["PK\x03\x04\x2d\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\x14\0X.npy", "NumPy archive", /data/],
  ["PAR1\x15\x04", "Parquet", /data/],
  ["version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "Git LFS", /git lfs pull/],
  ["<!DOCTYPE html><title>404</title>", "web page", /download/],
  ['ir_version: 10\nproducer_name: "py"\n', "ONNX as text", /onnx\.load/],
  ['<\n   ir_version: 8,\n   opset_import: ["" : 17]\n>', "ONNX as text", /onnx\.parser/],
  ['{"weights": [1, 2]}', "JSON", /skl2onnx/],
  ["age,sex\n39,m\n", "CSV", /data/],
  ["Größe;Gewicht\n1;2\n", "CSV", /data/],
  ["hello\n", "text", /skl2onnx/],
] as const)("%j is told and has a way to ONNX", ([beginning, is, hint]) => {
  const format = recognise(Buffer.from(beginning, "latin1"));
  expect(format?.is).toContain(is);
  expect(format?.hint).toMatch(hint);
});

test("what is not known is not guessed", () => {
  expect(recognise(Uint8Array.of(1, 2, 3, 0, 255))).toBeUndefined();
});

test("a folder is told by what lies in it", () => {
  expect(recogniseFolder(["b.onnx", "a.onnx"]).hint).toContain("a.onnx or b.onnx");
  expect(recogniseFolder(["saved_model.pb", "variables"]).is).toContain("SavedModel");
  expect(recogniseFolder(["config.json", "model.safetensors"]).hint).toContain("optimum-cli");
  expect(recogniseFolder(["MLmodel"]).is).toContain("MLflow");
  expect(recogniseFolder([]).is).toContain("without an .onnx file");
});
