import { templateFaults } from '../channels/wechat'
import { wechatConnected } from '../config'
import type { Deps } from '../deps'
import { ownTemplates } from '../features/push'

/**
 * Compares config/templates/wechat.json with the vendor's list of this mini-program's templates, and says what would be
 * refused. It never keeps the service from starting: the village's page does not hang on a vendor's console.
 */
export async function checkTemplates(
  deps: Pick<Deps, 'config' | 'wechat' | 'log'>,
  say: (line: string) => void,
): Promise<void> {
  if (!wechatConnected(deps.config)) return
  const answer = await deps.wechat.ownTemplates()
  if (answer.kind !== 'ok') {
    deps.log.warn({ answer }, 'the WeChat templates could not be checked')
    return
  }
  const faults = templateFaults(ownTemplates(deps), answer.value)
  if (faults.length === 0) return
  deps.log.error({ faults }, 'the WeChat templates do not fit: messages will be refused')
  for (const fault of faults) say(`微信模板：${fault}`)
}
