import { Card, Row } from '../../components'
import { openPosting, openReached } from '../open'

/** 告诉了谁, 发群和播报; of what has ended, what was posted and is to be taken back. */
export function PostingDoor({ id, ended }: { id: string; ended: boolean }) {
  return (
    <Card title="告诉大家" flush>
      <Row
        icon="bell"
        title="告诉了谁"
        detail="多少人看了、多少人没收到，加起来对得上"
        onPress={() => openReached(id)}
      />
      <Row
        icon="people"
        title="发群和播报"
        detail={ended ? '看看发到哪里了，该收的收一收' : '村民群的卡片、大喇叭的稿子，都做好了'}
        onPress={() => openPosting(id)}
      />
    </Card>
  )
}
