import { AccessMode, IcebergEndpoint } from "../../index";
import { describeWay } from "./support/matrix";

describeWay({
    name: "IAM mode on Glue's endpoint",
    mode: AccessMode.Iam,
    endpoint: IcebergEndpoint.Glue,
});
