import { useRouter } from '@tarojs/taro'
import { wordOf } from '../../hooks/navigation'
import { useWorkRegion } from '../../hooks/use-work-region'
import { SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { ImportPage } from './import-page'
import { Start } from './start'

/** 导入: a file is given, looked at and confirmed. `?id=` is an import that has begun. */
export default function Import() {
  const { params } = useRouter()
  const { region } = useWorkRegion(params.region)
  const id = wordOf(params.id)
  if (region === null) return <SignInGate title="导入户籍册" why={whySignIn} />
  return id ? <ImportPage key={id} region={region} id={id} /> : <Start region={region} />
}
