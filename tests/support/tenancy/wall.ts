import type { TestDeps } from '../app'

/** A report of a 组长 of their village, not taken yet. */
export async function wallReportOf({ models, clock }: TestDeps, region: string): Promise<string> {
  const _id = 'their-wall-report'
  await models.WallReport.create({
    ...{ _id, region, group: '15组', week: '2026-11-23', person: 'demo-operator', by: '组长' },
    ...{ place: '慕容家西侧河边', problem: '堆了建筑垃圾没有清运', progress: '约好周五清完' },
    ...{ at: clock.now(), state: 'open', notice: null },
  })
  return _id
}
