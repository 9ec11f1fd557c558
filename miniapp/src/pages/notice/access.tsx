import type { NoticeView } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { Button, Card } from '../../components'
import { lockedText } from '../../format/words'
import { goToVerify } from '../../hooks/navigation'
import { useUser } from '../../store/session'
import './notice.scss'

/** Why a part is hidden, and how to see it: sign in, or verify. */
export function Access({ notice }: { notice: NoticeView }) {
  const user = useUser()
  const titleOnly = notice.access === 'title'
  if (!titleOnly && notice.accessText === null) return null
  const words = notice.accessText ?? lockedText(notice)
  if (!titleOnly || user?.verified) return <Card tone="info">{words}</Card>
  return (
    <Card tone="info" title="这条内容只给本村村民看">
      <Text className="notice-access">{words}</Text>
      <Button icon="lock" onPress={() => goToVerify(user !== null, notice.region.code)}>
        {user ? '去认证' : '登录并认证'}
      </Button>
    </Card>
  )
}
