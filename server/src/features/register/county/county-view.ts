import type { CountyImport } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { refOf, regionRefs } from '../../regions'
import { type CountyDoc, registerModels } from '../register.model'
import { isClean, villagesOf } from './go-on'

export async function newestCounty({ db }: Pick<Deps, 'db'>, region: string): Promise<CountyDoc | null> {
  return registerModels(db).CountyImport.findOne({ region }).sort({ at: -1 }).lean<CountyDoc>()
}

export async function countyView(deps: Deps, doc: CountyDoc): Promise<CountyImport> {
  const villages = await villagesOf(deps, doc._id)
  const refs = await regionRefs(deps, [doc.region, ...villages.map(({ region }) => region)])
  const clean = villages.filter((village) => village.state === 'staged' && isClean(village))
  return {
    id: doc._id,
    region: refOf(refs, doc.region),
    state: doc.state,
    at: doc.at.toISOString(),
    by: doc.by.name,
    bytes: doc.bytes,
    rowsRead: doc.rowsRead,
    rowsStaged: doc.rowsStaged,
    rowsApplied: villages.reduce(
      (sum, { state, counts }) => sum + (state === 'applied' ? counts.rows : 0),
      0,
    ),
    villages: villages.map(({ _id, region, state, counts, ...village }) => ({
      ...{ region: refOf(refs, region), import: _id, state, counts },
      clean: isClean({ ...village, counts }),
    })),
    problems: doc.problems,
    problemCount: doc.problemCount,
    confirm: mayConfirm(doc, clean.length),
  }
}

function mayConfirm({ state }: CountyDoc, clean: number) {
  const no = (reason: string) => ({ allowed: false, reason })
  if (state === 'reading') return no('文件还在读、还在核对。')
  if (state === 'broken') return no('文件没有传完，请用同一份文件再传。')
  if (state === 'applying') return no('正在写进登记册。')
  return clean > 0 ? { allowed: true, reason: null } : no('没有可以直接确认的村，其余的等各村自己核对。')
}
