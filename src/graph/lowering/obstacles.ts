/** Operators that are known, and why there is no gradient through them; each text goes on after "it". */

const tree = "is made of decision trees, whose answer is flat almost everywhere, and which are not trained by descent";
const loop = "is control flow, and how it runs depends on the data";
const recurrent = "is recurrent, and its gradient through time is not worked out here";
const quantised = "is quantised, and whole numbers have no gradient. Export the model as it was before that";
const kernel = "compares with stored training records (support vectors), and is not trained by descent";
const drawn = "draws at random each time it runs";
const text = "works on text";

export const obstacles: { readonly [op: string]: string | undefined } = {
  "ai.onnx.ml.TreeEnsembleClassifier": tree,
  "ai.onnx.ml.TreeEnsembleRegressor": tree,
  "ai.onnx.ml.TreeEnsemble": tree,
  "ai.onnx.ml.SVMClassifier": kernel,
  "ai.onnx.ml.SVMRegressor": kernel,
  If: loop,
  Loop: loop,
  Scan: loop,
  SequenceMap: loop,
  LSTM: recurrent,
  GRU: recurrent,
  RNN: recurrent,
  QuantizeLinear: quantised,
  DequantizeLinear: quantised,
  DynamicQuantizeLinear: quantised,
  QLinearMatMul: quantised,
  QLinearConv: quantised,
  MatMulInteger: quantised,
  ConvInteger: quantised,
  "com.microsoft.DynamicQuantizeMatMul": quantised,
  "com.microsoft.MatMulIntegerToFloat": quantised,
  "com.microsoft.QLinearAdd": quantised,
  "com.microsoft.QLinearSigmoid": quantised,
  "com.microsoft.QGemm": quantised,
  RandomNormal: drawn,
  RandomNormalLike: drawn,
  RandomUniform: drawn,
  RandomUniformLike: drawn,
  Bernoulli: drawn,
  Multinomial: drawn,
  StringNormalizer: text,
  StringSplit: text,
  StringConcat: text,
  RegexFullMatch: text,
  TfIdfVectorizer: text,
  "ai.onnx.ml.DictVectorizer": "takes dictionaries in place of numbers",
  "ai.onnx.ml.CategoryMapper": text,
  TopK: "chooses, and what it chooses jumps from one to another",
  NonMaxSuppression: "chooses, and what it chooses jumps from one to another",
  NonZero: "gives as many numbers as the data ask for",
  Unique: "gives as many numbers as the data ask for",
  Compress: "gives as many numbers as the data ask for",
};
