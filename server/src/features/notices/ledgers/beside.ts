import {
  asksBalance,
  bodyName,
  type FieldProblem,
  firstProposal,
  type Item,
  type LedgerBody,
  type LedgerHelp,
  type LedgerPart,
  type LedgerPlace,
  ledgerReasons,
  ledgerWarnings,
  type Neighbour,
  periodChoices,
  periodOfKey,
  periodText,
  proposalOf,
  type RegionRef,
  rowWarnings,
  type WholeContent,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { ledgerPlace } from '../../catalogue'
import type { EditionDoc } from '../notices.model'
import { type PublishedNotice, publishedIn } from '../reading/published'

interface Period extends Neighbour {
  notice: string
  body: LedgerBody
}

/** The published periods of an item in their order; a later publication of the same period stands behind it. */
async function periodsOf(deps: Deps, region: string, { item }: LedgerPlace): Promise<Period[]> {
  const { listed } = await publishedIn(deps, region)
  return listed
    .flatMap((notice): Period[] => periodIn(notice, item) ?? [])
    .reverse()
    .sort((a, b) => a.period.from.getTime() - b.period.from.getTime())
}

function periodIn({ _id, item: no, ledger }: PublishedNotice, item: LedgerPlace['item']): Period[] | null {
  const period = no === item.no && ledger ? periodOfKey(item.period, ledger.period) : null
  if (!period || !ledger) return null
  return [{ notice: _id, body: ledger.body, period, opening: ledger.opening, closing: ledger.closing }]
}

const placeOf = (region: RegionRef, item: Pick<Item, 'no'>): LedgerPlace | null =>
  ledgerPlace(region.level, item.no)

/**
 * What a draft says of its ledger before anybody has said otherwise; null where it is no period of one. `seen`: the
 * writer had the proposal before them and has sent another part of the draft.
 */
export async function proposedLedger(
  deps: Deps,
  region: RegionRef,
  item: Pick<Item, 'no'>,
  { seen }: { seen: boolean },
): Promise<LedgerPart | null> {
  const place = placeOf(region, item)
  if (!place) return null
  // What nothing is carried over to needs nobody to look what was published last.
  const periods = seen && !asksBalance(place) ? [] : await periodsOf(deps, region.code, place)
  return firstProposal(proposalsOf(deps, place, periods)) ?? null
}

const lastOfBody = (periods: readonly Period[], body: LedgerBody): Period | null =>
  periods.findLast((one) => one.body === body) ?? null

const proposalsOf = ({ clock }: Deps, place: LedgerPlace, periods: readonly Period[]): LedgerPart[] =>
  place.rule.bodies.map((body) => proposalOf(place, body, lastOfBody(periods, body), clock.now()))

/** What helps the writer of a period. */
export async function ledgerHelp(
  deps: Deps,
  region: RegionRef,
  edition: Pick<EditionDoc, 'notice' | 'item'>,
): Promise<LedgerHelp | null> {
  const place = placeOf(region, { no: edition.item })
  if (!place) return null
  const { rule, item } = place
  const periods = (await periodsOf(deps, region.code, place)).filter(
    ({ notice }) => notice !== edition.notice,
  )
  const proposals = proposalsOf(deps, place, periods)
  return {
    kind: rule.kind,
    name: rule.name,
    balances: asksBalance(place),
    aliases: item.columns.map(({ key, aliases }) => ({ key, aliases: [...aliases] })),
    kindWords: rule.kindWords.map((kind) => ({ ...kind, words: [...kind.words] })),
    bodies: proposals.map((proposal) => {
      const last = lastOfBody(periods, proposal.body)
      return {
        body: proposal.body,
        bodyName: bodyName(region.name, proposal.body),
        last: last && {
          notice: last.notice,
          period: last.period.key,
          periodName: periodText(last.period, null),
          closing: last.closing,
        },
        proposal,
      }
    }),
    periods: periodChoices(place, deps.clock.now()).map((period) => ({
      period: period.key,
      periodName: periodText(period, null),
      taken: rule.bodies.filter((body) =>
        periods.some((one) => one.body === body && one.period.key === period.key),
      ),
    })),
  }
}

interface Checked {
  reasons: FieldProblem[]
  warnings: FieldProblem[]
}
const nothing: Checked = { reasons: [], warnings: [] }

/** What stands between a period and the reviewer, and what its writer should look at once more. */
export async function ledgerChecks(
  deps: Deps,
  region: RegionRef,
  edition: Pick<EditionDoc, 'notice' | 'item' | 'ledger'>,
  { table }: Pick<WholeContent, 'table'>,
): Promise<Checked> {
  const place = placeOf(region, { no: edition.item })
  if (!place) return nothing
  const part = edition.ledger ?? null
  const reasons = ledgerReasons(place, part, table, deps.clock.now())
  const rows = table ? rowWarnings(place, table) : []
  // Only balances are held against other periods.
  if (!part || reasons.length > 0 || !place.rule.balances) return { reasons, warnings: rows }
  const beside = await besideOf(deps, region, edition.notice, place, part)
  return { reasons, warnings: [...ledgerWarnings(place, part, beside), ...rows] }
}

async function besideOf(
  deps: Deps,
  region: RegionRef,
  notice: string,
  place: LedgerPlace,
  part: LedgerPart,
): Promise<Parameters<typeof ledgerWarnings>[2]> {
  const periods = (await periodsOf(deps, region.code, place)).filter(
    (one) => one.body === part.body && one.notice !== notice,
  )
  // A key of one kind of period sorts as its time does.
  return {
    before: periods.findLast(({ period }) => period.key < part.period) ?? null,
    after: periods.find(({ period }) => period.key > part.period) ?? null,
    same: periods.some(({ period }) => period.key === part.period),
    body: bodyName(region.name, part.body),
  }
}
