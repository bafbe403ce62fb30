import { ContainerCluster } from "../../../components/service/container-cluster";
import { ImageRepositories } from "../../../components/service/image-repositories";
import { lifecyclePolicyRefusal } from "../../../rehearsal/account/types/compute/ecr";
import { register, registerBoth } from "../mocks";

const keyArn = "arn:aws:kms:eu-west-1:000000000000:key/logs";

describe("the container cluster", () => {
  const build = (spot?: boolean) => () =>
    new ContainerCluster("services", { stage: "staging", logsKeyArn: keyArn, spot });

  it("watches every task and records every session, encrypted", async () => {
    const account = await register(build());
    expect(account.counts()).toEqual({
      "care-platform:service:ContainerCluster": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:ecs/cluster:Cluster": 1,
      "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": 1,
    });
    expect(account.only("aws:ecs/cluster:Cluster").inputs).toEqual({
      name: "staging-services",
      settings: [{ name: "containerInsights", value: "enhanced" }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: keyArn,
          logging: "OVERRIDE",
          logConfiguration: {
            cloudWatchLogGroupName: "staging-services-sessions",
            cloudWatchEncryptionEnabled: true,
          },
        },
      },
    });
  });

  it.each([
    [undefined, ["FARGATE"]],
    [true, ["FARGATE", "FARGATE_SPOT"]],
  ])("with spot %p runs on %j", async (spot, capacityProviders) => {
    const account = await register(build(spot));
    const { inputs } = account.only("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders");
    expect(inputs.capacityProviders).toEqual(capacityProviders);
  });

  it("is the same set in a preview", async () => {
    const { preview, update } = await registerBoth(build());
    expect(preview.names()).toEqual(update.names());
  });
});

describe("the image repositories", () => {
  const build = (changes: { protectData?: boolean; forceDelete?: boolean } = {}) =>
    register(() => new ImageRepositories("images", { stage: "staging", names: ["one", "two"], keyArn, ...changes }));

  it("never let a tag mean another image, and scan what arrives", async () => {
    const account = await build();
    expect(account.named("images-one").inputs).toEqual({
      name: "staging/one",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: keyArn }],
      forceDelete: false,
    });
    expect(account.named("images-one").options.protect).toBe(true);
    expect((await build({ protectData: false })).named("images-one").options.protect).toBe(false);
  });

  it("drop images without a tag, by a policy ECR accepts", async () => {
    const account = await build();
    const policies = account.ofType("aws:ecr/lifecyclePolicy:LifecyclePolicy").map(({ inputs }) => inputs.policy);
    expect(policies).toHaveLength(2);
    expect(policies.map(lifecyclePolicyRefusal)).toEqual([undefined, undefined]);
  });

  it("are known by the names that were asked for", async () => {
    const account = await build();
    const { result } = account;
    expect(Object.keys(result.repositoryArns)).toEqual(["one", "two"]);
    expect(await account.value(result.repositoryUrls.two!)).toBe(
      "000000000000.dkr.ecr.eu-west-1.amazonaws.com/staging/two",
    );
  });
});
