import { type Access, belongsTo, type Restriction, type Viewer } from '@hutang/shared'

const how = '到“我的”里认证，或带身份证明到村委会办理。'

/** Why the viewer does not see all of a notice, and what to do; null where they see all there is. */
export function accessText(
  viewer: Viewer,
  restriction: Restriction,
  access: Access,
  region: { name: string; level: string },
): string | null {
  if (access === 'full') return null
  if (access === 'summary') return '各户的明细只给本户看，这里是汇总；表里只列出您自己家的。'
  const audience = restriction.audience === 'household' ? restriction.summaryAudience : restriction.audience
  if (audience === 'members') {
    return belongsTo(viewer, restriction.region, 'village')
      ? '只给本集体经济组织的成员看；登记有误请到村委会核对。'
      : `本集体经济组织成员认证后可看。${how}`
  }
  if (viewer.residences.length > 0) return `只给${region.name}的居民看，您认证的不是这里。`
  return region.level === 'village' ? `本村村民认证后可看。${how}` : `本镇村民认证后可看。${how}`
}
