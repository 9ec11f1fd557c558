import {
  type Api,
  type FieldProblem,
  gateKey,
  isNeverStored,
  type PolicyContent,
  type PolicyImported,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { noteAct } from '../../audit'
import { canonicalJson, keepsIt } from '../../notices'
import { type PolicyDoc, policyModels } from '../policies.model'
import { isHiddenNow } from '../reading/concealed'
import { changedPolicy, emptyPolicy, personalDataInPolicy } from '../workflow/content.rules'
import { correctPolicy, underWay } from '../workflow/correct'
import { makePolicy, officeToWrite } from '../workflow/create'
import { editPolicy } from '../workflow/edit'
import { policyStore } from '../workflow/store'

type Item = Api['POST /api/regions/:code/policies/import']['body']['items'][number]
type Outcome = Pick<PolicyImported, 'outcome' | 'text'> & { problems?: FieldProblem[] }

/**
 * Takes policies of a feed as drafts of an office: by their key, so that the same feed may be taken again. Nothing is
 * published by itself, and what others are at work on stays as it is.
 */
export async function importPolicies(
  deps: Deps,
  actor: Actor,
  region: string,
  items: readonly Item[],
): Promise<PolicyImported[]> {
  await officeToWrite(deps, actor, region)
  const fields = items.flatMap(({ key, content }, at) => [
    ...gateKey({ field: `items.${at}.key`, title: '政策代号', text: key }),
    ...personalDataInPolicy(content, { root: `items.${at}.content`, counts: isNeverStored }),
  ])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const said: PolicyImported[] = []
  for (const [at, { key, content }] of items.entries()) {
    const { problems = [], ...outcome } = await takeOne(deps, actor, { region, key, content, at })
    said.push({ key, title: content.title, ...outcome, problems })
  }
  if (said.some(({ outcome }) => outcome === 'new' || outcome === 'changed'))
    await noteAct(deps, { act: 'policiesImported', by: actor, region })
  return said
}

const refused = (text: string, problems: FieldProblem[] = []): Outcome => ({
  outcome: 'refused',
  text,
  problems,
})
const same: Outcome = { outcome: 'same', text: '和现有的一样，没有改动。' }

async function takeOne(
  deps: Deps,
  actor: Actor,
  { region, key, content: given, at }: { region: string; key: string; content: PolicyContent; at: number },
): Promise<Outcome> {
  const { content, problems } = changedPolicy(emptyPolicy, given, `items.${at}.content`)
  if (problems.length > 0) return refused('内容有问题，没有收下；请让提供的一方改好再导入。', problems)
  const known = await policyModels(deps.db).Policy.findById(key).lean<PolicyDoc>()
  if (!known) {
    const made = await makePolicy(deps, actor, { key, region, content }, null)
    return made
      ? { outcome: 'new', text: '新的，已存为草稿。' }
      : refused('刚刚有人导入了同一条，请再看一次。')
  }
  if (known.region !== region) return refused('这个代号已是别处的政策，没有收下。')
  return takeChanged(deps, actor, known, content)
}

async function takeChanged(
  deps: Deps,
  actor: Actor,
  known: PolicyDoc,
  content: PolicyContent,
): Promise<Outcome> {
  if (known.state === 'takenDown' || isHiddenNow(known, deps.clock.now()))
    return refused('这条政策先遮住或撤下了，没有收下。')
  const { edition } = await policyStore(deps).work(known._id, null)
  if (canonicalJson(edition.content) === canonicalJson(content)) return same
  if (underWay.includes(edition.state)) {
    if (!keepsIt(edition, actor.viewer)) return refused('别人正在改这一条，没有收下；请等他办完。')
    await editPolicy(deps, actor, known._id, { revision: edition.revision, content }, null)
    return { outcome: 'changed', text: '有改动，草稿已更新。' }
  }
  if (known.state === 'withdrawn') return refused('这条政策已经撤回，没有收下。')
  await correctPolicy(deps, actor, known._id, null, content)
  return { outcome: 'changed', text: '有改动，已起草更正。' }
}
