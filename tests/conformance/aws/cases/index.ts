import type { FactGroup } from "../facts";
import { DIFFERENCES } from "./differences";
import { FUNCTIONS } from "./functions";
import { IDS } from "./ids";
import { IMPORTS } from "./imports";
import { NAMES } from "./names";

export const FACTS: readonly FactGroup[] = [IDS, DIFFERENCES, IMPORTS, FUNCTIONS, NAMES];
