import { listed } from "../../render/wording";
import type { Framework, RuleVerdict } from "../frameworks";
import type { ReadinessState } from "../settle-row";
import { type AddressOf, FileLink, RowLinks } from "./link";
import { stateClass } from "./state";
import { FoldedTable } from "./tables";

/** The colours of a rule's verdict are those of the state of rows that it leads to. */
const coloured: Readonly<Record<RuleVerdict, ReadinessState>> = {
  failed: "failed",
  undecided: "unknown",
  "no result": "unknown",
  "not evaluated": "unknown",
  waived: "waived",
  off: "not required",
  passed: "met",
};

interface Props {
  readonly frameworks: readonly Framework[];
  readonly addressOf: AddressOf;
}

/** One view for each framework: the controls that rules cite. */
export function Frameworks({ frameworks, addressOf }: Props) {
  const cited = frameworks.filter(({ controls }) => controls.length > 0);
  const others = frameworks.filter(({ controls }) => controls.length === 0).map(({ name }) => name);
  return (
    <section id="frameworks" aria-labelledby="frameworks-title">
      <h2 id="frameworks-title">Frameworks</h2>
      <p>
        Only the controls that a rule of the policy pack cites. A control without a rule is not listed, and a rule with
        the same intent as a control is not an audit of it.
      </p>
      {others.length > 0 && <p>No rule cites {listed(others, "or")}: this report says nothing about them.</p>}
      {cited.map((framework) => (
        <View framework={framework} addressOf={addressOf} />
      ))}
    </section>
  );
}

function View({
  framework: { name, controls },
  addressOf,
}: {
  readonly framework: Framework;
  readonly addressOf: AddressOf;
}) {
  const passed = controls.filter(({ verdict }) => verdict === "passed").length;
  return (
    <>
      <h3 id={`framework-${name.toLowerCase().replaceAll(" ", "-")}`}>
        {name}: {passed} of {controls.length} cited controls passed
      </h3>
      <FoldedTable label={`Controls of ${name}`} columns={["Control", "Verdict", "Rules", "Rows"]}>
        {controls.map(({ id, verdict, rules, rows }) => (
          <tr>
            <th scope="row" class="id">
              {id}
            </th>
            <td>
              <span class={`state ${stateClass(coloured[verdict])}`}>{verdict}</span>
            </td>
            <td>
              {rules.map((rule) => (
                <div>
                  <FileLink file={`docs/policies.md#${rule.id}`} addressOf={addressOf}>
                    {rule.id}
                  </FileLink>
                  {rules.length > 1 && ` (${rule.verdict})`}
                </div>
              ))}
            </td>
            <td>
              <RowLinks rows={rows} />
            </td>
          </tr>
        ))}
      </FoldedTable>
    </>
  );
}
