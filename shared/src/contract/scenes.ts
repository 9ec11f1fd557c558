import { nullable, object, oneOf, route, type Static, Type } from './base'

/** 12 signs that WeChat takes in a mini-program code, of which nobody can guess one. */
export const SceneCode = Type.String({ title: '码', pattern: '^[A-Za-z0-9_-]{12}$' })

export const SceneTarget = object({
  kind: oneOf(['village', 'household', 'item', 'notice', 'slip', 'review', 'package'], {
    description:
      'household: 我家 of whoever scans it; slip: where a household is verified, the number on the paper stays in the code itself; review: where a signed 审核单 is handed in; package: 政策包 of an enterprise, for those who act for it',
  }),
  region: nullable(Type.String()),
  no: nullable(Type.Integer({ description: 'of an item' })),
  notice: nullable(Type.String()),
  household: nullable(Type.String({ description: 'its number (户号), as the paper says it too' })),
  enterprise: nullable(Type.String({ description: 'of a package' })),
})

export type SceneTarget = Static<typeof SceneTarget>

/** 小程序码 on paper: a scene has room for 32 signs, so it holds a short code, and here is what it stands for. */
export const sceneRoutes = {
  'GET /api/scenes/:code': route({
    summary: 'What a mini-program code on paper opens',
    tag: 'scenes',
    auth: 'none',
    params: object({ code: SceneCode }),
    response: SceneTarget,
    errors: [404],
  }),
}
