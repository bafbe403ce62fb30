import { pageOf } from "../../alarms-page";
import type { Readiness } from "../readiness";
import { type AddressOf, FileLink } from "./link";
import { FoldedTable } from "./tables";

/** Every alarm of the stage, with its threshold and its runbook. */
export function Alarms({ alarms, addressOf }: Pick<Readiness, "alarms"> & { readonly addressOf: AddressOf }) {
  const owners = [...new Set(alarms.map(({ owner }) => owner))];
  return (
    <section id="alarms" aria-labelledby="alarms-title">
      <h2 id="alarms-title">Alarms and their thresholds</h2>
      {alarms.length === 0 && <p>No state was given, so that the alarms are not known.</p>}
      {owners.map((owner) => {
        const own = alarms.filter((alarm) => alarm.owner === owner);
        return (
          <>
            <h3>
              {owner}: {own.length} alarms and messages
            </h3>
            <FoldedTable label={`Alarms of ${owner}`} columns={["Message", "Fires when", "Severity", "Runbook"]}>
              {own.map(({ text, fires, severity, runbook }) => (
                <tr>
                  <td>{text}</td>
                  <td>
                    <code>{fires}</code>
                  </td>
                  <td>{severity}</td>
                  <td>
                    {runbook !== "" && (
                      <FileLink file={`docs/runbooks/${runbook}.md`} addressOf={addressOf}>
                        {pageOf(runbook)}
                      </FileLink>
                    )}
                  </td>
                </tr>
              ))}
            </FoldedTable>
          </>
        );
      })}
    </section>
  );
}
