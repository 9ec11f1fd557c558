import { type Api, readSetup, type SetupForm, type SetupReading, shanghaiDate } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { accountOfPost, startSession, type Where } from '../accounts'
import { recordAct, theMachine } from '../audit'
import { refOf, regionRefs } from '../regions'
import { keyedHash, personOf, postsIn } from '../residents'
import { requireCode, setupOf, setupState } from './code'
import { finishSetup } from './finish'
import { type SetupDoc, setupModels } from './setup.model'
import { workOf } from './work'

type Started = Api['POST /api/setup']['response']

const mostProblems = 50

/** What would be set up; nothing is written. */
export async function lookAtSetup(
  deps: Deps,
  form: SetupForm,
): Promise<Api['POST /api/setup/look']['response']> {
  await requireOpen(deps)
  await requireCode(deps, form.code)
  return lookOf(readSetup(form, shanghaiDate(deps.clock.now())), form)
}

function lookOf(
  { plan, kind, regions, people, problems, warnings, left }: SetupReading,
  form: SetupForm,
): Api['POST /api/setup/look']['response'] {
  const count = (level: string) => regions.filter((region) => region.level === level).length
  const at = (code: string) =>
    people.filter(({ posts }) => posts.some(({ region }) => region === code)).length
  return {
    kind,
    regions: regions.map(({ code, name, level, parent, office }) => ({
      ...{ code, name, level, parent, office: office.name, phone: office.phone },
      people: at(code),
    })),
    townships: count('township'),
    villages: count('village'),
    people: people.length,
    administrator: plan?.administrator.name ?? null,
    filing: plan?.filing ?? form.filing,
    within: plan?.within ?? form.within,
    problems: problems.slice(0, mostProblems),
    warnings,
    left,
  }
}

/** Refuses where there is nothing left to set up. */
export async function requireOpen({ db, config }: Deps): Promise<void> {
  if (config.demo)
    throw new AppError('setupDone', { message: '这里是演示村庄，不能启用；正式启用请换一个数据目录。' })
  if ((await setupState(db)) === 'done') throw new AppError('setupDone')
}

/** How long a lost answer may be asked for again. */
const repeatMs = 10 * 60_000

/** Carries out the form once; the first form that is sent counts, and whoever sends the same joins it. */
export async function setUp(deps: Deps, form: SetupForm, where: Where): Promise<Started> {
  const { code, text, administrator, phone, since, filing, within } = form
  const sent = JSON.stringify([text, administrator, phone, since, filing, within])
  const formHash = keyedHash('setup form', sent, deps.config.secrets.hashKey)
  const before = deps.config.demo ? null : await setupOf(deps.db)
  const repeated = before?.doneAt && isRecent(before, formHash, deps.clock.now())
  if (!repeated) await requireOpen(deps)
  await requireCode(deps, code)
  if (!repeated) {
    await beginOnce(deps, form, formHash)
    await finishSetup(deps)
  }
  return answer(deps, where)
}

const isRecent = ({ formHash, doneAt }: SetupDoc, sent: string, now: Date): boolean =>
  formHash === sent && doneAt !== null && now.getTime() - doneAt.getTime() < repeatMs

async function beginOnce(deps: Deps, form: SetupForm, formHash: string): Promise<void> {
  const { plan, problems } = readSetup(form, shanghaiDate(deps.clock.now()))
  if (!plan) throw new AppError('invalidFields', { fields: problems.slice(0, mostProblems) })
  const { administrator, ...work } = workOf(deps, plan)
  const begunBefore = (await setupOf(deps.db))?.formHash
  if (begunBefore) return refuseOther(begunBefore, formHash)
  await recordAct(deps, formHash, { act: 'setUp', by: theMachine, region: plan.top.code })
  const begun = await setupModels(deps.db).Setup.updateOne(
    { _id: 'setup', doneAt: null, formHash: null },
    { $set: { formHash, work, administrator, top: plan.top.code } },
  )
  if (begun.modifiedCount === 0) refuseOther((await setupOf(deps.db))?.formHash, formHash)
}

function refuseOther(begun: string | null | undefined, sent: string): void {
  if (begun !== sent) throw new AppError('setupRunning')
}

async function answer(deps: Deps, where: Where): Promise<Started> {
  const setup = await setupOf(deps.db)
  const person = setup?.administrator ? await personOf(deps.db, setup.administrator) : null
  if (!setup?.top || !person) throw new AppError('setupDone')
  const account = await accountOfPost(deps, person)
  const refs = await regionRefs(deps, [setup.top])
  const posts = await postsIn(deps.db, setup.top, deps.clock.now())
  return {
    session: await startSession(deps, account, where),
    region: refOf(refs, setup.top),
    people: new Set(posts.map((post) => post.person)).size,
  }
}
