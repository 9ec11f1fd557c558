import type { RegisterImport } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { refOf, regionRefs } from '../../regions'
import { type ImportDoc, registerModels } from '../register.model'
import { questionsView } from './compare-import'
import { keptDays } from './sweep'

const mostListed = 20

export async function importsOf(deps: Deps, region: string): Promise<RegisterImport[]> {
  const found = await registerModels(deps.db)
    .RegisterImport.find({ region, state: { $ne: 'reading' } })
    .sort({ at: -1 })
    .limit(mostListed)
    .lean<ImportDoc[]>()
  return Promise.all(found.map((doc) => importView(deps, doc)))
}

export async function importView(deps: Deps, doc: ImportDoc): Promise<RegisterImport> {
  const refs = await regionRefs(deps, [doc.region])
  return {
    id: doc._id,
    region: refOf(refs, doc.region),
    kind: doc.kind,
    state: doc.state,
    name: doc.name,
    otherSheets: doc.otherSheets,
    at: doc.at.toISOString(),
    by: doc.by.name,
    columns: doc.columns,
    notices: doc.notices,
    groups: doc.groups,
    whole: doc.whole,
    counts: doc.counts,
    questions: questionsView(doc.questions),
    confirm: mayConfirm(doc),
    undo: mayUndo(doc),
    done: { steps: Math.max(0, Math.min(doc.done, doc.steps)), of: doc.steps },
    result: doc.result && { ...doc.result, at: doc.result.at.toISOString() },
  }
}

const allowed = { allowed: true, reason: null }
const no = (reason: string) => ({ allowed: false, reason })

function mayConfirm({ state, counts }: ImportDoc) {
  if (state !== 'staged') return no(state === 'reading' ? '表还在读。' : '这批已经办过了。')
  return counts.open > 0 ? no(`还有${counts.open}处要问您。`) : allowed
}

function mayUndo({ state, steps }: ImportDoc) {
  if (state !== 'applied') return no(state === 'undone' ? '已经撤回了。' : '确认以后才能撤回。')
  return steps > 0 ? allowed : no(`没有变化，或者过了${keptDays}天，不能整批撤回了。`)
}
