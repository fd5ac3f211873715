import { AccessMode, IcebergEndpoint } from "../../index";
import { describeWay } from "./support/matrix";

describeWay({
    name: "IAM mode on S3 Tables' endpoint",
    mode: AccessMode.Iam,
    endpoint: IcebergEndpoint.S3Tables,
});
