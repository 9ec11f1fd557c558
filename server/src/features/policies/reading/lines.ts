import { amountWords, type PolicyLine, type RegionRef } from '@hutang/shared'
import type { PublishedPolicy } from './published'
import { statusOf } from './status'

/** A policy as a list shows it today. */
export function policyLine(policy: PublishedPolicy, region: Pick<RegionRef, 'name'>, now: Date): PolicyLine {
  const { _id, head, content, availability, state } = policy
  return {
    id: _id,
    region: policy.region,
    regionName: region.name,
    title: content.title,
    plain: content.plain,
    audience: content.audience,
    issuer: content.issuer,
    documentNo: content.documentNo,
    level: content.level,
    benefits: content.benefits,
    needs: content.needs,
    way: content.way,
    amount: amountWords(content.amount),
    status: statusOf(content, availability, now, state === 'withdrawn'),
    publishedAt: head.publishedAt.toISOString(),
    correctedAt: head.correctedAt?.toISOString() ?? null,
  }
}
