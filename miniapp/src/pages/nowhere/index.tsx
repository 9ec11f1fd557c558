import { Button, EmptyState } from '../../components'
import { goTo } from '../../hooks/navigation'
import { Page } from '../../widgets'

/** For an address that leads nowhere. */
export default function Nowhere() {
  return (
    <Page title="没有这一页">
      <EmptyState
        icon="search"
        title="链接不完整，或者写错了"
        detail="村里公开的内容，都能从首页或公开目录找到。"
        action="看公开目录"
        onAction={() => goTo('catalogue')}
      />
      <Button onPress={() => goTo('home')}>回首页</Button>
    </Page>
  )
}
