/**
 * Mocks for unit tests of programs that use this package: `pulumi-starrocks-s3tables/testing`.
 *
 * @module testing
 */

export { type MockedAccountOptions, type MockedCall, MockedMount, type Properties } from "./account";
export { type MockedProgram, type MockProgramOptions, mockProgram } from "./mockProgram";
export { createMocks, type MockedInputs, type MockOptions, type RecordedRefusals } from "./mocks";
export type { MockedResource } from "./recorded";
