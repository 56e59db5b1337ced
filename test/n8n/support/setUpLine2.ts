import { setUp } from './serverSetup';

export default async (): Promise<void> => setUp('2');
