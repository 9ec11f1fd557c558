import { useRouter } from '@tarojs/taro'
import { useScreen } from '../../api/use-screen'
import { NoRegion, Page } from '../../components'
import { useRegion } from '../../store/use-region'
import { ItemView } from './item-view'

export default function Item() {
  const code = useRegion()
  const no = Number(useRouter().params.no)
  const screen = useScreen(
    'GET /api/screens/item',
    code === null || !(no > 0) ? null : { query: { region: code, no } },
  )
  if (code === null) {
    return (
      <Page title="公开事项">
        <NoRegion />
      </Page>
    )
  }
  return (
    <Page title={screen.data?.item.level2 ?? '公开事项'} screen={screen}>
      {(data) => <ItemView data={data} onChange={screen.change} />}
    </Page>
  )
}
