import { tableBucketArn } from "../account/arns";
import { AwsError } from "../account/errors";
import { findTableBucket } from "../account/s3tables";
import { authorize } from "../authorization/authorize";
import { authorizeStorageAction } from "../authorization/storageActions";
import type { CatalogRules, Operation } from "../iceberg/catalogRules";
import { type ErrorNames, icebergRestHandler } from "../iceberg/restServer";
import type { Sandbox } from "../sandbox";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-integrating-open-source.html */
const actions: Record<Operation, string[]> = {
    getConfig: ["GetTableBucket"],
    listNamespaces: ["ListNamespaces"],
    createNamespace: ["CreateNamespace"],
    loadNamespace: ["GetNamespace"],
    updateNamespaceProperties: [],
    dropNamespace: ["DeleteNamespace"],
    listTables: ["ListTables"],
    createTable: ["CreateTable", "PutTableData"],
    loadTable: ["GetTableMetadataLocation", "GetTableData"],
    tableExists: ["GetTable"],
    updateTable: ["UpdateTableMetadataLocation", "PutTableData", "GetTableData"],
    dropTable: ["DeleteTable"],
    renameTable: ["RenameTable"],
};

function s3tablesRules({ account }: Sandbox): CatalogRules {
    const bucketOf = (arn: string) => {
        if (!arn.startsWith("arn:")) {
            throw new AwsError("BadRequestException", "The warehouse must be a table bucket ARN.");
        }
        return findTableBucket(account, arn).name;
    };
    return {
        unsupported: ["updateNamespaceProperties"],

        async bucketOfWarehouse({ principal }, warehouse) {
            authorize(account, principal, "s3tables:GetTableBucket", [warehouse ?? "*"]);
            return bucketOf(warehouse ?? "");
        },
        prefixOf: (bucket) => encodeURIComponent(tableBucketArn(account, bucket ?? "")),
        async splitPrefix(_, [arn = "", ...rest]) {
            return { bucket: bucketOf(arn), rest };
        },

        async authorize({ principal }, operation, target) {
            for (const action of actions[operation]) {
                authorizeStorageAction(account, principal, action, target);
            }
        },
        isVisibleNamespace: async () => true,
        isVisibleTable: async () => true,
        checkNewTable: () => {},
        checkReadable: () => {},
        checkPurge(purgeRequested) {
            if (!purgeRequested) {
                throw new AwsError(
                    "BadRequestException",
                    "S3 Tables only supports dropping a table with purge enabled.",
                );
            }
        },
        fileAccess: async () => ({}),
        created: () => {},
        dropped: () => {},
    };
}

const errorNames: ErrorNames = {
    AccessDeniedException: { status: 403, type: "ForbiddenException" },
    ForbiddenException: { status: 403, type: "ForbiddenException" },
    NotFoundException: { status: 404, type: "NotFoundException" },
    ConflictException: { status: 409, type: "ConflictException" },
    BadRequestException: { status: 400, type: "BadRequestException" },
};

export const s3tablesHandler = (sandbox: Sandbox) =>
    icebergRestHandler(sandbox, "s3tables", s3tablesRules(sandbox), errorNames);
