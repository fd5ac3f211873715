import type { FactGroup } from "../facts";
import { DIFFERENCES } from "./differences";
import { FUNCTIONS } from "./functions";
import { IDS } from "./ids";
import { IMPORTS } from "./imports";
import { LAKE_FORMATION } from "./lakeFormation";
import { NAMES } from "./names";
import { STORAGE } from "./storage";

export const FACTS: readonly FactGroup[] = [
    IDS,
    DIFFERENCES,
    IMPORTS,
    FUNCTIONS,
    NAMES,
    LAKE_FORMATION,
    STORAGE,
];
