import {
  type Api,
  cannotRecall,
  decidesAbout,
  leakKindsText,
  type RegionRef,
  shanghaiDate,
  shanghaiTime,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { receivedOf } from '../push'
import { refOf, regionRefs } from '../regions'
import { type LeakDoc, type LeakHouseholdDoc, leakModels } from './leaks.model'
import { type LeakKindOf, notFoundOf, placeOfLeak } from './place'

type Report = Api['GET /api/notices/:id/leak-report']['response']
const countyDigits = 6

/** The draft of what the village reports upward of a leak (个保法 57): facts and counts, nobody's data. */
export async function countyReport(
  deps: Deps,
  id: string,
  { viewer }: Actor,
  kind: LeakKindOf = 'notice',
): Promise<Report> {
  const place = await placeOfLeak(deps, kind, id)
  if (!place) throw new AppError(notFoundOf[kind])
  if (!decidesAbout(viewer.roles, place.region.code)) throw new AppError('forbidden')
  const { Leak, LeakHousehold } = leakModels(deps.db)
  const leak = await Leak.findById(id).lean<LeakDoc>()
  if (!leak) throw new AppError('wrongState', { message: '撤下以后才有报告可写。' })
  const [households, reach, refs] = await Promise.all([
    LeakHousehold.find({ notice: id }).batchSize(10_000).lean<LeakHouseholdDoc[]>(),
    receivedOf(deps, { kind, id }),
    regionRefs(deps, [leak.region.slice(0, countyDigits)]),
  ])
  const open = households.filter(({ way, told }) => way === 'slip' && told === null).length
  const facts = { ...reach, households: households.length, slipsOpen: open, told: households.length - open }
  const county = refOf(refs, leak.region.slice(0, countyDigits))
  return {
    title: `关于${place.region.name}一条${kind === 'policy' ? '政策' : '公开'}误带个人信息的情况报告`,
    text: textOf({ leak, facts, region: place.region, itemName: place.name, county }),
    ...facts,
    publicFrom: leak.publishedAt.toISOString(),
    publicUntil: leak.hiddenAt.toISOString(),
  }
}

interface Facts {
  leak: LeakDoc
  facts: Pick<Report, 'households' | 'told' | 'slipsOpen' | 'received' | 'opened'>
  region: RegionRef
  itemName: string
  county: RegionRef
}

function textOf({ leak, facts, region, itemName, county }: Facts): string {
  const time = (at: Date) => `${shanghaiDate(at)} ${shanghaiTime(at)}`
  return [
    `${county.name}：`,
    `一、情况。${region.name}“${itemName}”的一条公开（${time(leak.publishedAt)}发布）误带了个人信息：${leakKindsText(leak.kinds)}。原因：${leak.reason}`,
    `二、范围。涉及${facts.households}户。从${time(leak.publishedAt)}公开，到${time(leak.hiddenAt)}遮住。这段时间里${facts.received}人的收件箱收到过，其中${facts.opened}人打开过。`,
    `三、已经采取的措施。${time(leak.hiddenAt)}由${leak.hiddenBy}先遮住；${time(leak.at)}由${leak.by}确认撤下。内容已从各个版本、列表、搜索、收件箱、图片和导出里删除，只留下撤下的说明。`,
    `四、告知。${facts.told}户已经告知（收件箱或上门、电话），还有${facts.slipsOpen}户要上门告知。`,
    `五、收不回来的。${cannotRecall}`,
    '六、原因分析和今后怎样防止：（请填写）',
    `报告单位：${leak.body}　　负责人签字：　　　　　　日期：`,
  ].join('\n')
}
