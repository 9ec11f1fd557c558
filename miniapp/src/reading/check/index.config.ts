export default definePageConfig({ navigationBarTitleText: '核对真假' })
