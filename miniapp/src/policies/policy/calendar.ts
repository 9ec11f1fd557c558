import type { PolicyView } from '@hutang/shared/contract'
import Taro from '@tarojs/taro'
import { cancelled } from '../../api/cancelled'
import { download } from '../../api/download'
import { ApiError } from '../../api/errors'
import { toast } from '../../components'

const daySeconds = 86_400

/** h5 saves the service's calendar file; WeChat, which opens no such file, writes into the phone's calendar. */
export async function keepDeadline({ id, content, status }: PolicyView): Promise<void> {
  const title = `申报截止：${content.title}`
  if (process.env.TARO_ENV === 'h5') {
    await download('GET /api/policies/:id/deadline.ics', { params: { id }, name: `${content.title}.ics` })
    toast('日历文件已保存，点开就能加进日历')
    return
  }
  const startTime = Date.parse(`${status.closesOn}T09:00:00+08:00`) / 1000
  try {
    await Taro.addPhoneCalendar({
      ...{ title, startTime, allDay: true, alarm: true, alarmOffset: 3 * daySeconds },
      description: `咨询电话：${content.phone}`,
    })
    toast('记好了')
  } catch (failure) {
    if (cancelled(failure)) return
    throw new ApiError(0, 'calendar', '没有写进日历。请在微信设置里允许使用日历，再试一次。')
  }
}
