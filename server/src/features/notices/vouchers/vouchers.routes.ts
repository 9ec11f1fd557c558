import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { withUpload } from '../../../http/upload'
import { actorOf, freshActor } from '../../accounts'
import { workView } from '../workflow/work-view'
import { vouchersOfRow } from './read'
import { switchVouchers, voucherSetting } from './setting'
import { addVoucher, boxVoucher, removeVoucher, tickVoucher } from './work'

export function vouchersRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/vouchers', (request) =>
    voucherSetting(deps, actorOf(request), request.params.code),
  )
  on('PUT /api/regions/:code/vouchers', async (request) =>
    switchVouchers(deps, await freshActor(deps, request), request.params.code, request.body.on),
  )
  on('GET /api/notices/:id/vouchers', (request) =>
    vouchersOfRow(deps, actorOf(request).viewer, request.params.id, request.query.row),
  )
  on('POST /api/notices/:id/vouchers', async (request) => {
    const actor = actorOf(request)
    const { id } = request.params
    const work = await withUpload(request as unknown as FastifyRequest, (read) =>
      addVoucher(deps, actor, id, read),
    )
    return workView(deps, actor, work)
  })
  on('POST /api/notices/:id/vouchers/:voucher/boxes', async (request) => {
    const actor = actorOf(request)
    return workView(deps, actor, await boxVoucher(deps, actor, request.params, request.body))
  })
  on('POST /api/notices/:id/vouchers/:voucher/masked', async (request) => {
    const actor = actorOf(request)
    return workView(deps, actor, await tickVoucher(deps, actor, request.params, request.body))
  })
  on('DELETE /api/notices/:id/vouchers/:voucher', async (request) => {
    const actor = actorOf(request)
    return workView(deps, actor, await removeVoucher(deps, actor, request.params))
  })
}
