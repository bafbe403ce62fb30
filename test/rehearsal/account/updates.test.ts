import { Account } from "../../../rehearsal/account/account";
import { resourceType } from "../../../rehearsal/account/resource-type";
import type { ResourceTypes, WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { asSecret, isSecret, isUnknown, unknownString } from "../../../rehearsal/account/wire";

interface LampArgs {
  name: string;
  bulbs: number;
  colour: string;
  force: boolean;
  tags: Record<string, string>;
}
interface LampState extends LampArgs {
  light: string;
  made: string;
  place: string;
  maker: string;
}

const lamp = "aws:test/lamp:Lamp";
const room = "aws:test/room:Room";
const setting = "aws:test/setting:Setting";

const types: ResourceTypes = {
  [lamp]: resourceType<LampArgs, LampState>({
    title: "Lamp",
    name: { property: "name", pattern: /[a-z0-9-]+/, maxLength: 40, allowed: "small letters", taken: "LampExists" },
    taggable: true,
    empty: { maker: "" },
    computed: {
      light: ({ inputs, hex }) => `${inputs.bulbs ?? 1} bulbs of ${inputs.colour ?? "white"}, ${hex(4, "light")}`,
      made: ({ account, hex }) => `${account.list(lamp).length} before ${hex(4, "made")}`,
      place: ({ name, arn }) => arn("test", name),
    },
    releasedBy: "force",
  }),
  [room]: resourceType<{ lamp: string }, { lamp: string }>({
    title: "Room",
    references: [{ property: "lamp", to: lamp, by: "name", missing: "NoSuchLamp", inUse: "LampInUse" }],
  }),
  [setting]: resourceType<{ of: string; value: string }, { of: string; value: string }>({
    title: "Setting",
    id: ({ inputs }) => inputs.of ?? "",
    puts: true,
  }),
};

const configuration = { region: "eu-west-1", defaultTags: {} };
const open = () => new Account(new Store(), types, {});
const create = (account: Account, type: string, inputs: WireObject, urn = `urn:${type}`) =>
  account.create(type, urn, inputs, false, configuration);

describe("an update", () => {
  const inputs = { name: "a", bulbs: 1 };

  it("makes anew what is made from the inputs that changed, with the same digits, and nothing else", () => {
    const account = open();
    const { id, state } = create(account, lamp, inputs);
    const next = account.update(lamp, "urn", id, state, inputs, { ...inputs, bulbs: 2 }, false, configuration);

    expect(next).toEqual({ ...state, bulbs: 2, light: (state.light as string).replace("1 bulbs", "2 bulbs") });
  });

  it("that is previewed knows what it keeps, and not what it makes anew", () => {
    const account = open();
    const { id, state } = create(account, lamp, inputs);
    const changed = (news: WireObject) => account.update(lamp, "urn", id, state, inputs, news, true, configuration);

    expect(isUnknown(changed({ ...inputs, bulbs: 2 }).light)).toBe(true);
    expect(isUnknown(changed({ ...inputs, bulbs: unknownString }).light)).toBe(true);
    expect(changed({ ...inputs, tags: { a: "1" } })).toMatchObject({ light: state.light, made: state.made });
  });

  it("keeps the name that was begun by a prefix", () => {
    const account = open();
    const given = { namePrefix: "lamp-" };
    const { id, state } = create(account, lamp, given);
    const next = account.update(lamp, "urn", id, state, given, { ...given, bulbs: 2 }, false, configuration);

    expect(state.name).toMatch(/^lamp-[0-9a-f]{26}$/);
    expect([next.name, next.place]).toEqual([state.name, state.place]);
  });

  it("gives back what the account chooses once the program no longer says it", () => {
    const account = open();
    const given = { ...inputs, light: "as I said" };
    const { id, state } = create(account, lamp, given);
    const next = account.update(lamp, "urn", id, state, given, inputs, false, configuration);

    expect(state.light).toBe("as I said");
    expect(next.light).toMatch(/^1 bulbs of white/);
  });
});

describe("an output", () => {
  it("that is made from a secret is a secret", () => {
    const { state } = create(open(), lamp, { name: "a", colour: asSecret("crimson") });

    expect([isSecret(state.light), isSecret(state.made), isSecret(state.place)]).toEqual([true, false, false]);
  });

  it("that nothing sets is empty rather than absent, and so are all tags", () => {
    expect(create(open(), lamp, { name: "a" }).state).toMatchObject({ maker: "", tagsAll: {} });
  });

  it.each([
    ["secret", asSecret({ a: "1" }), asSecret({ stage: "s", a: "1" })],
    ["not known yet", unknownString, unknownString],
    ["secret and not known yet", asSecret(unknownString), asSecret(unknownString)],
    ["absent", undefined, { stage: "s" }],
  ])("of all tags is as %s as the tags are", (_, tags, all) => {
    const news = { name: "a", ...(tags !== undefined && { tags }) };
    const { inputs } = open().check(lamp, "a", {}, news, "0", { ...configuration, defaultTags: { stage: "s" } });

    expect(inputs.tagsAll).toEqual(all);
  });
});

describe("what an interrupted run left", () => {
  it("is refused again when it has a name, as AWS refuses it", () => {
    const account = open();
    create(account, lamp, { name: "a" });

    expect(() => create(account, lamp, { name: "a" })).toThrow("LampExists");
  });

  it("is put again when it is a setting, unless another resource of the program puts the same", () => {
    const account = open();
    create(account, setting, { of: "a", value: "1" });

    expect(create(account, setting, { of: "a", value: "2" }).state.value).toBe("2");
    expect(account.store.size).toBe(1);
    expect(() => create(account, setting, { of: "a", value: "3" }, "urn:another")).toThrow("AlreadyExists");
  });
});

describe("a deletion", () => {
  it("is refused for what is in use, unless the program had it detached first", () => {
    const account = open();
    create(account, lamp, { name: "held" });
    create(account, lamp, { name: "forced", force: true }, "urn:forced");
    create(account, room, { lamp: "held" }, "urn:room-1");
    create(account, room, { lamp: "forced" }, "urn:room-2");

    expect(() => {
      account.delete(lamp, "held", configuration);
    }).toThrow("LampInUse");
    expect(() => {
      account.delete(lamp, "forced", configuration);
    }).not.toThrow();
  });
});

describe("comparing", () => {
  it("ignores what the engine was told to ignore, and not what stands beside it", () => {
    const before = { tags: { a: "1", b: "1" } };
    const diff = (ignore: string[]) => open().diff(lamp, before, { tags: { a: "1", b: "2" } }, ignore).changes;

    // The engine has already put the old value of `tags.a` back.
    expect(diff(["tags.a"])).toHaveLength(1);
    expect(diff(["tags"])).toEqual([]);
  });
});
