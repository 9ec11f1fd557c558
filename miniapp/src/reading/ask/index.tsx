import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { wordOf } from '../../hooks/navigation'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { NoRegion, Page, SignInGate } from '../../widgets'
import { AskForm } from './form'
import { Receipt } from './receipt'

/** 提意见: to the village or township of `?region=`, about the notice of `?notice=` and its `&title=`; 催一催: of an item that is late. */
export default function Ask() {
  const { notice, title, item } = useRouter().params
  const user = useUser()
  const region = useRegion()
  const [sent, setSent] = useState<string>()
  const screen = useScreen(
    'GET /api/regions/:code',
    user && region !== null ? { params: { code: region } } : null,
  )
  if (!user) return <SignInGate title="提意见" why="登录后可以提意见、问问题、投诉，办到哪一步您都看得到。" />
  if (region === null)
    return (
      <Page title="提意见">
        <NoRegion />
      </Page>
    )
  if (sent) return <Receipt id={sent} />
  return (
    <AskForm
      screen={screen}
      about={notice ? { notice: wordOf(notice), title: wordOf(title) } : null}
      begun={item && title ? `${wordOf(title)}到期了还没有公开，请公开。` : ''}
      onSent={setSent}
    />
  )
}
