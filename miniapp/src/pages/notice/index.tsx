import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { EmptyState } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { region } from '../../store/region'
import { Page } from '../../widgets'
import { NoticePage } from './notice-page'

export default function Notice() {
  const { id } = useRouter().params
  const screen = useScreen('GET /api/screens/notice', id ? { query: { id } } : null)
  const from = screen.data?.notice.region.code
  useEffect(() => {
    // A phone without a chosen village takes the village of the notice.
    if (from && region.get() === null) region.set(from)
  }, [from])
  if (!id) {
    return (
      <Page title="公开信息">
        <EmptyState
          title="没有找到这条公开信息"
          detail="链接不完整，请从首页进入。"
          action="回首页"
          onAction={() => goTo('home')}
        />
      </Page>
    )
  }
  return (
    <Page title={screen.data?.notice.item.level2 ?? '公开信息'} screen={screen}>
      {(data) => <NoticePage data={data} onChange={screen.change} reload={screen.reload} />}
    </Page>
  )
}
