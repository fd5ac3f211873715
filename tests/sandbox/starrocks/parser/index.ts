import { mostSimilar } from "../similarity";
import { alterRole, alterUser, createRole, createUser, dropRole, dropUser } from "./accountStatements";
import { alterCatalog, createCatalog, dropCatalog } from "./catalogStatements";
import { Cursor } from "./cursor";
import {
    createDatabase,
    deleteFrom,
    describe,
    dropDatabase,
    dropTable,
    insert,
    use,
} from "./databaseStatements";
import { grant, revoke } from "./grantStatements";
import { kill, prepare, set, transaction } from "./sessionStatements";
import { show } from "./showStatements";
import type { Statement } from "./statement";
import { alterTable, createTable } from "./tableDefinition";

type Rule = (cursor: Cursor) => Statement;

const CREATE: Readonly<Record<string, Rule>> = {
    EXTERNAL: createCatalog,
    DATABASE: createDatabase,
    SCHEMA: createDatabase,
    TABLE: createTable,
    ROLE: createRole,
    USER: createUser,
};

const ALTER: Readonly<Record<string, Rule>> = {
    CATALOG: alterCatalog,
    TABLE: alterTable,
    ROLE: alterRole,
    USER: alterUser,
};

const DROP: Readonly<Record<string, Rule>> = {
    CATALOG: dropCatalog,
    DATABASE: dropDatabase,
    SCHEMA: dropDatabase,
    TABLE: dropTable,
    ROLE: dropRole,
    USER: dropUser,
};

const STATEMENTS: Readonly<Record<string, Rule>> = {
    CREATE: (cursor) => {
        if (cursor.takeKeyword("OR", "REPLACE")) {
            throw cursor.noViableStatement();
        }
        return bySecondWord(CREATE)(cursor);
    },
    ALTER: bySecondWord(ALTER),
    DROP: bySecondWord(DROP),
    SHOW: show,
    SET: set,
    USE: use,
    DESC: describe,
    DESCRIBE: describe,
    INSERT: insert,
    DELETE: deleteFrom,
    GRANT: grant,
    REVOKE: revoke,
    KILL: kill,
    BEGIN: transaction("BEGIN"),
    COMMIT: transaction("COMMIT"),
    ROLLBACK: transaction("ROLLBACK"),
    PREPARE: prepare,
    EXECUTE: (cursor) => ({ kind: "execute", name: cursor.identifier() }),
    DEALLOCATE: (cursor) => {
        cursor.expectKeyword("PREPARE");
        return { kind: "deallocate", name: cursor.identifier() };
    },
    ADMIN: (cursor) => {
        cursor.restOfStatement();
        return { kind: "adminShowConfig" };
    },
};

/** First words of statements that StarRocks has; those without a rule above are not emulated. */
const FIRST_WORDS = `ADMIN ALTER ANALYZE BACKUP BEGIN CALL CANCEL CLEAN COMMIT CREATE DEALLOCATE DELETE DESC
    DESCRIBE DROP EXECUTE EXPLAIN EXPORT GRANT INSERT INSTALL KILL LOAD PAUSE PREPARE RECOVER REFRESH RESTORE
    RESUME REVOKE ROLLBACK SELECT SET SHOW START STOP SUBMIT SUSPEND SYNC TRACE TRUNCATE UNINSTALL UPDATE USE
    WITH`.split(/\s+/);

/** All statements of one COM_QUERY; a syntax error anywhere refuses the whole text. */
export function parse(text: string): Statement[] {
    const cursor = new Cursor(text);
    const statements: Statement[] = [];
    do {
        cursor.beginStatement();
        statements.push(statement(cursor));
    } while (!cursor.atEnd);
    return statements;
}

function statement(cursor: Cursor): Statement {
    if (cursor.takeSymbol(";")) {
        return { kind: "empty" };
    }
    if (cursor.isKeyword("SELECT") || cursor.isKeyword("WITH") || cursor.isSymbol("(")) {
        const tokens = cursor.restOfStatement();
        cursor.endStatement();
        return { kind: "query", tokens };
    }
    const { kind, value } = cursor.token;
    if (kind !== "word" || !FIRST_WORDS.includes(value)) {
        throw cursor.unexpected(firstWordsLike(value));
    }
    cursor.next();
    const rule = STATEMENTS[value];
    if (rule === undefined) {
        throw cursor.noViableStatement();
    }
    const parsed = rule(cursor);
    cursor.endStatement();
    return parsed;
}

function bySecondWord(rules: Readonly<Record<string, Rule>>): Rule {
    return (cursor) => {
        const rule = cursor.token.kind === "word" ? rules[cursor.token.value] : undefined;
        if (rule === undefined) {
            throw cursor.noViableStatement();
        }
        cursor.next();
        return rule(cursor);
    };
}

function firstWordsLike(word: string): string[] {
    const candidates = FIRST_WORDS.map((firstWord) => `'${firstWord}'`);
    return [...mostSimilar(word.toUpperCase(), candidates, 5), "'('", "';'"];
}
