import { AccessMode, IcebergEndpoint } from "../../index";
import { describeWay } from "./support/matrix";

describeWay({
    name: "Lake Formation mode on Glue's endpoint",
    mode: AccessMode.LakeFormation,
    endpoint: IcebergEndpoint.Glue,
});
