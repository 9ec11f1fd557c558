import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { plainCard } from '../../format/card'
import { queryString } from '../../format/url'
import { goTo } from '../../hooks/navigation'
import { useFresh } from '../../hooks/use-fresh'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { FreshBar, NoRegion, Page } from '../../widgets'
import { ItemView } from './item-view'

export default function Item() {
  const code = useRegion()
  const no = Number(useRouter().params.no)
  const asked = code === null || !(no > 0) ? null : { query: { region: code, no } }
  const screen = useScreen('GET /api/screens/item', asked)
  const fresh = useFresh(code, screen, 'GET /api/screens/item', asked, ({ notices }) =>
    notices.map(({ id, publishedAt }) => `${id} ${publishedAt}`),
  )
  useShareAppMessage(() => ({
    title: screen.data ? `${screen.data.region.name}：${screen.data.item.level2}` : '公开事项',
    path: `/pages/item/index${queryString({ region: code, no })}`,
    imageUrl: plainCard,
  }))
  if (code === null) {
    return (
      <Page title="公开事项">
        <NoRegion />
      </Page>
    )
  }
  if (!(no > 0)) {
    return (
      <Page title="公开事项">
        <EmptyState
          icon="catalogue"
          title="没有找到这一项"
          detail="链接不完整，请从公开目录里找。"
          action="看公开目录"
          onAction={() => goTo('catalogue')}
        />
      </Page>
    )
  }
  return (
    <Page title={screen.data?.item.level2 ?? '公开事项'} screen={screen}>
      {(data) => (
        <>
          <ItemView data={data} onChange={screen.change} />
          <FreshBar fresh={fresh} />
        </>
      )}
    </Page>
  )
}
