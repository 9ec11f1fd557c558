import type { PolicyView } from '@hutang/shared/contract'
import Taro from '@tarojs/taro'
import { call } from '../../api/client'
import { toast } from '../../components'
import type { Copy } from '../../widgets/copy/copy'

const isH5 = process.env.TARO_ENV === 'h5'

export const dial = (phone: string): void =>
  void Taro.makePhoneCall({ phoneNumber: phone.replace(/[^0-9+]/g, '') })

/** 我要办: opens where it is applied for. Nobody is named: it is counted. */
export async function apply({ id, content: { applyAt } }: PolicyView, copy: Copy['copy']): Promise<void> {
  // A window is opened in the tap itself; the count may come later, or not at all.
  if (applyAt.kind === 'url') await openAddress(applyAt.url, copy)
  else if (applyAt.kind === 'miniProgram') await openMiniProgram(applyAt.appId, applyAt.path)
  void call('POST /api/policies/:id/applied', { params: { id } }).catch(() => undefined)
}

/** WeChat opens no foreign page: the address is copied. */
async function openAddress(url: string, copy: Copy['copy']): Promise<void> {
  if (isH5) {
    window.open(url, '_blank', 'noopener')
    return
  }
  await copy(url, '网址已复制，请到手机浏览器里打开')
}

async function openMiniProgram(appId: string, path: string): Promise<void> {
  if (isH5) {
    toast('这项在微信小程序里办。请在微信里打开护塘，再点“我要办”')
    return
  }
  // Whoever does not want to leave stays here.
  await Taro.navigateToMiniProgram({ appId, path }).catch(() => undefined)
}
