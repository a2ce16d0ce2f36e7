import './environment';
import './keyboard';
import { createRoot } from 'react-dom/client';
import { Page } from './page';

const root = document.getElementById('page');
if (root !== null) createRoot(root).render(<Page />);
