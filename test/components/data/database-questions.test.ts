import { DatabaseQuestions, type DatabaseQuestionsArgs } from "../../../components/data/database-questions";
import { register, registerBoth } from "../mocks";

const secretArn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:verifier";

const args: DatabaseQuestionsArgs = {
  stage: "staging",
  accountId: "000000000000",
  region: "eu-west-1",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  database: { address: "db.example.org", port: 5432, name: "med_platform", securityGroupId: "sg-postgres" },
  user: "med_platform_verifier",
  password: { secretArn, versionId: "version-1" },
  secretsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/secrets",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  logRetentionDays: 30,
};
const build = () => new DatabaseQuestions("med-database-questions", args);

describe("DatabaseQuestions", () => {
  it("consists of exactly these resources, in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(build);
    expect(update.counts()).toEqual({
      "care-platform:data:DatabaseQuestions": 1,
      "care-platform:service:VpcFunction": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:lambda/function:Function": 1,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 2,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
    });
    expect(preview.names()).toEqual(update.names());
  });

  it("has variables with places and the user, and no password", async () => {
    const { inputs } = (await register(build)).only("aws:lambda/function:Function");
    expect(inputs).toMatchObject({ name: "staging-med-database-questions", timeout: 45 });
    expect(inputs.environment).toEqual({
      variables: {
        DATABASE_HOST: "db.example.org",
        DATABASE_PORT: "5432",
        DATABASE_NAME: "med_platform",
        DATABASE_USER: "med_platform_verifier",
        LOGIN_ARN: secretArn,
        LOGIN_VERSION: "version-1",
      },
    });
  });

  it("reads the one secret, by the key that opens nothing else", async () => {
    const { policy } = (await register(build)).only("aws:iam/rolePolicy:RolePolicy").inputs;
    const { Statement } = JSON.parse(String(policy)) as { readonly Statement: readonly Record<string, unknown>[] };
    expect(Statement.map(({ Sid }) => Sid)).toEqual([
      "WriteLog",
      "ConnectToNetwork",
      "SeeNetwork",
      "OnlyLambdaItself",
      "ReadLogin",
      "DecryptLogin",
    ]);
    expect(Statement.find(({ Sid }) => Sid === "ReadLogin")?.Resource).toEqual([secretArn]);
    expect(Statement.find(({ Sid }) => Sid === "DecryptLogin")).toMatchObject({
      Action: ["kms:Decrypt"],
      Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
    });
  });
});
