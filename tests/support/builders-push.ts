import { scopeOf } from '../../server/src/features/announcements'
import type { AllModels } from '../../server/src/models'

const hutang = '310116109213'

export interface FollowOptions {
  region?: string
  category?: string
  item?: number
  word?: string
  below?: boolean
  since: Date
}

export async function aFollower(models: AllModels, person: string, options: FollowOptions): Promise<void> {
  const { region = hutang, category, item, word, below = false, since } = options
  const scope = scopeOf({ region, category, item, word, below })
  await models.Subscription.create({
    _id: `${person}-${scope}-${since.getTime()}`,
    person,
    region,
    below,
    category: category ?? null,
    item: item ?? null,
    word: word ?? null,
    scope,
    since,
    until: null,
    open: true,
  })
}

let grants = 0
export async function aGrant(
  models: AllModels,
  openid: string,
  at: Date,
  template = 'demo-published',
): Promise<void> {
  await models.Grant.create({
    _id: `${openid}:${template}:built:${++grants}`,
    openid,
    template,
    state: 'free',
    at,
    reported: true,
    pushedAt: null,
    delivery: null,
  })
}
