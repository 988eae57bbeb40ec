/** The configuration: its schema, its file, its flags. */
export { findConfig, fileNames, type Loaded, loadConfig, subjectFiles } from "./config/file.ts";
export { type Flags, fromFlags, merge } from "./config/flags.ts";
export { parseConfig } from "./config/parse.ts";
export type { Config, ConfigInput } from "./config/schema.ts";
