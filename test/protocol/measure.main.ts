/** The command of these tests as a program of its own. */
import { serve } from '../../app/protocol';
import { measure } from './splunkd';

process.exitCode = await serve(process.stdin, process.stdout, () => measure);
