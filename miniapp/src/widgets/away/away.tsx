import { Text, View } from '@tarojs/components'
import { Button } from '../../components/button/button'
import { useScreen } from '../../hooks/use-screen'
import { goHome, region, visited } from '../../store/region'
import './away.scss'

/** Above what is read of a village that a card or a link has opened: which one it is, and the one way back to one's own. */
export function Away() {
  const own = region.use()
  const shown = visited.use()
  const away = own !== null && shown !== null
  const nameOf = (code: string | null) => (away && code ? { params: { code } } : null)
  const here = useScreen('GET /api/regions/:code', nameOf(shown)).data?.region.name
  const home = useScreen('GET /api/regions/:code', nameOf(own)).data?.region.name
  if (!away) return null
  return (
    <View className="away">
      <Text className="away__words">{here ? `您现在看的是${here}。` : '您现在看的是别的村。'}</Text>
      <Button kind="secondary" inline onPress={goHome}>
        {`回到${home ?? '自己的村'}`}
      </Button>
    </View>
  )
}
