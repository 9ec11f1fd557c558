import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { a11y } from '../../a11y/a11y'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, Pictures } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import './vouchers.scss'

type Shown = Answer<'GET /api/notices/:id/vouchers'>

/** 单据 of one line of the accounts: `?id=` is the notice, `&row=` the line. */
export default function Vouchers() {
  const { params } = useRouter()
  const [id, row] = [wordOf(params.id), wordOf(params.row)]
  const user = useUser()
  const screen = useScreen(
    'GET /api/notices/:id/vouchers',
    user && id && row ? { params: { id }, query: { row } } : null,
  )
  if (!user) return <SignInGate title="单据" why="单据只给本村成员看，请先登录。" />
  if (!id || !row) {
    return (
      <Page title="单据">
        <EmptyState icon="document" title="没有说明是哪一笔" detail="请从财务公开的那一行点进来。" />
      </Page>
    )
  }
  return (
    <Page title="单据" screen={screen}>
      {(shown) => <Line shown={shown} />}
    </Page>
  )
}

function Line({ shown: { title, line, vouchers } }: { shown: Shown }) {
  return (
    <>
      <View className="vouchers__line">
        <Text className="vouchers__words" {...a11y({ role: 'heading', level: 2 })} userSelect>
          {line}
        </Text>
        <Text className="vouchers__note">{title}</Text>
      </View>
      {vouchers.map(({ id, name, pages }) => (
        <View key={id}>
          <Text className="vouchers__name" {...a11y({ role: 'heading', level: 3 })}>
            {pages.length > 1 ? `${name}（${pages.length} 页）` : name}
          </Text>
          <Pictures pictures={pages} />
        </View>
      ))}
      <Card tone="info">
        <Text>
          点图可以放大。个人信息、银行卡号已经遮住。只给本村成员看，请不要转发。觉得哪一笔不对，回到上一页点“问一问”。
        </Text>
      </Card>
    </>
  )
}
